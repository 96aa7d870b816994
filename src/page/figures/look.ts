/** How a figure is drawn: its width, and colours as CSS takes them. */
export interface Look {
  /** of the whole figure, in CSS pixels */
  width: number;
  /** text and axes, text of less weight, lines of the grid, the ground */
  ink: string;
  soft: string;
  faint: string;
  paper: string;
  /** of curves and bars, in the order in which they are told apart best; start again after the last */
  series: readonly string[];
  font: string;
  fontSize: number;
}

/** Told apart in every common kind of colour blindness, and at least 3 to 1 against the ground: after Okabe and Ito. */
const onLight = ['#0072b2', '#c04f00', '#007a5a', '#a6367b', '#806000', '#5b50b8', '#30808c', '#5e6670'];
const onDark = ['#56b4e9', '#ee8a4a', '#2fbf93', '#e08fc0', '#d9b840', '#a9a2f5', '#7cc8d4', '#b4bcc6'];

export interface Colours extends Pick<Look, 'ink' | 'soft' | 'faint' | 'paper' | 'series'> {}

export const light: Colours = {
  ink: '#1a1d21',
  soft: '#565d66',
  faint: '#d8dce1',
  paper: '#ffffff',
  series: onLight,
};

export const dark: Colours = {
  ink: '#e8eaed',
  soft: '#a3abb5',
  faint: '#3a4149',
  paper: '#15181c',
  series: onDark,
};

/** Custom properties of a theme, by the names that `themed` refers to. */
export function propertiesOf({ ink, soft, faint, paper, series }: Colours): Record<string, string> {
  const plain = { '--ink': ink, '--soft': soft, '--faint': faint, '--paper': paper };
  return { ...plain, ...Object.fromEntries(series.map((colour, i) => [`--series-${i}`, colour])) };
}

/** For the page, whose style sheet says what the colours are: one figure serves both themes. */
export function themed(width: number): Look {
  return {
    width,
    ink: 'var(--ink)',
    soft: 'var(--soft)',
    faint: 'var(--faint)',
    paper: 'var(--paper)',
    series: light.series.map((_, i) => `var(--series-${i})`),
    font: 'system-ui, sans-serif',
    fontSize: 13,
  };
}

/** For a file of its own. */
export function printed(width: number): Look {
  return { width, ...light, font: "'DejaVu Sans', sans-serif", fontSize: 13 };
}
