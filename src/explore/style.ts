import { dark, light, propertiesOf } from '../page/figures/look.ts';

const properties = (colours: typeof light) =>
  Object.entries(propertiesOf(colours))
    .map(([name, value]) => `${name}:${value}`)
    .join(';');

/** Colours of curves, one class for each. */
const series = Array.from(
  { length: 8 },
  (_, i) =>
    `.line.s${i},.ghost.s${i},.published.s${i} line,.published.s${i} circle{stroke:var(--series-${i})}.band.s${i},.evidence.s${i},.reader .s${i}{fill:var(--series-${i})}.chip.s${i},.swatch.s${i}{--own:var(--series-${i})}`,
).join('\n');

/** Colours of states, one class for each. */
const areas = Array.from(
  { length: 16 },
  (_, i) => `.area.a${i}{fill:color-mix(in srgb,var(--series-${i % 8}) ${i < 8 ? 75 : 40}%,var(--paper))}`,
).join('\n');

/** The whole style sheet: both themes, from 360 pixels on, and paper. It loads nothing from the network. */
export const style = `
:root{color-scheme:light dark;${properties(light)};--note:#f3f5f8;--link:#0b5cad;--warn:#8a4b00}
@media (prefers-color-scheme:dark){:root{${properties(dark)};--note:#1f242a;--link:#7db8f5;--warn:#f0b35a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:break-word}
#page{max-width:1400px;margin:0 auto;padding:0 16px 48px}
header{padding-top:20px}
h1{font-size:1.5rem;line-height:1.2;margin:0 0 4px}
h2{font-size:1.15rem;margin:18px 0 4px}
h3{font-size:.9rem;margin:16px 0 2px;color:var(--soft);font-weight:600}
p{margin:6px 0}
.soft{color:var(--soft)}
text.soft{fill:var(--soft)}
.small{font-size:.84rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;margin:0}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:8px;background:var(--paper);padding:6px}
.status{min-height:2em;color:var(--soft);font-variant-numeric:tabular-nums}
.dot{display:inline-block;width:9px;height:9px;border-radius:50%;background:var(--warn);margin-right:7px}
.dot.done{background:var(--series-2)}
.note{background:var(--note);border-left:3px solid var(--warn);padding:8px 14px;margin:12px 0;max-width:80ch}
.note ul{padding-left:1.2em}
.columns{display:grid;grid-template-columns:minmax(0,1fr);gap:0 32px}
.what{order:2}
fieldset{border:0;padding:2px;margin:8px 0;min-width:0;max-height:12.5em;overflow-y:auto}
legend{font-size:.84rem;color:var(--soft);padding:0}
.chip,.tab{display:inline-flex;align-items:center;min-height:30px;margin:3px 4px 3px 0;padding:2px 12px;border:1px solid var(--soft);border-radius:16px;cursor:pointer;font-size:.88rem}
.tab{border-radius:4px}
.chip input,.tab input{position:absolute;opacity:0;width:1px;height:1px}
.chip.on{border:2px solid var(--own);padding:1px 11px}
.chip.on::before{content:"";width:10px;height:10px;border-radius:50%;background:var(--own);margin-right:7px}
.tab.on{background:var(--ink);color:var(--paper);border-color:var(--ink)}
.chip:focus-within,.tab:focus-within,button:focus-visible,summary:focus-visible,input:focus-visible,select:focus-visible,.plot:focus-visible,.scroll:focus-visible,a:focus-visible,pre:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.pick{display:block;margin:8px 0}
button,select,.exact{font:inherit;font-size:.88rem;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:4px;padding:4px 10px;min-height:30px;max-width:100%}
button{cursor:pointer}
button:disabled{color:var(--soft);cursor:default}
.row{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center}
.slider{display:grid;grid-template-columns:minmax(0,1fr) 6.6em;gap:0 10px;padding:5px 0;align-items:center}
.slider label{overflow-wrap:anywhere;font-size:.92rem}
.slider.moved label{font-weight:650}
.slider.moved label::before{content:"\\2022  ";color:var(--series-0)}
.basis{color:var(--soft);font-size:.75rem;font-weight:400}
.exact{padding:2px 6px;text-align:right;min-height:26px;width:100%}
.track{grid-column:1/-1;width:calc(100% - 16px);margin:2px 8px -3px;height:22px;display:block}
.track .density{fill:color-mix(in srgb,var(--series-0) 30%,transparent)}
.track .interval{fill:var(--series-0)}
.track .tick{fill:var(--ink)}
.slider input[type=range]{grid-column:1/-1;width:100%;margin:0;accent-color:var(--series-0);height:20px}
.slider>p,.about{grid-column:1/-1}
.about summary{font-size:.78rem;color:var(--link);cursor:pointer;width:fit-content}
.about div{font-size:.84rem;background:var(--note);padding:4px 10px;max-width:70ch}
.plot{display:block;max-width:100%;height:auto;touch-action:pan-y;font-size:12px}
.plot text{fill:var(--ink);font-family:system-ui,sans-serif}
.axes .grid{stroke:var(--faint)}
.axes text{font-variant-numeric:tabular-nums}
.axes .soft{fill:var(--soft)}
.line{fill:none;stroke-width:2}
.ghost{fill:none;stroke-width:1.3;stroke-dasharray:4 4;opacity:.75}
.band{opacity:.22}
.evidence{opacity:.13}
.published line{stroke-width:1.5}
.published circle{fill:var(--paper);stroke-width:2}
.reader line,.zero{stroke:var(--soft)}
.reader text{font-weight:600;paint-order:stroke;stroke:var(--paper);stroke-width:4px}
.swatch{display:inline-block;width:10px;height:10px;border-radius:50%;background:var(--own);margin-right:6px}
${series}
${areas}
.key{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:2px 14px;font-size:.84rem}
.key svg{margin-right:5px}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:.88rem;font-variant-numeric:tabular-nums;margin:8px 0}
caption{text-align:left;color:var(--soft);font-size:.84rem}
th,td{padding:3px 14px 3px 0;text-align:right;vertical-align:top;border-bottom:1px solid var(--faint)}
td{white-space:nowrap}
th:first-child{text-align:left;font-weight:500}
small{color:var(--soft)}
details{margin:10px 0}
summary{cursor:pointer}
main>details>summary{font-weight:600}
pre,code{font:.84rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{background:var(--note);padding:10px 12px;white-space:pre-wrap;overflow-wrap:anywhere;margin:6px 0}
.editor{width:100%;min-height:24em;font:.84rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:inherit;background:var(--note);border:1px solid var(--soft);border-radius:4px;padding:8px;white-space:pre;overflow:auto}
@media (min-width:1000px){
.columns{grid-template-columns:360px minmax(0,1fr)}
.what{order:0;max-height:calc(100vh - 16px);overflow-y:auto;position:sticky;top:8px;padding-right:8px}
}
@media (max-width:699px){body{font-size:14.5px}h1{font-size:1.25rem}}
@media (prefers-reduced-motion:no-preference){.dot:not(.done,.stopped){animation:beat 1s infinite alternate}}
@keyframes beat{to{opacity:.3}}
@media print{
:root{color-scheme:light;${properties(light)};--note:#f3f5f8}
button,.skip,.about,.track,.slider input[type=range],.slider:not(.moved),.group:not(:has(.moved)){display:none}
.columns{display:block}
.what{position:static;max-height:none;overflow:visible}
details::details-content{content-visibility:visible;display:block;height:auto}
}
`.replaceAll(/\n/g, '');
