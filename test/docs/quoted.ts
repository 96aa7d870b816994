/** A figure quoted in a sentence of a document, and the command that prints it. */
export interface Quoted {
  page: string;
  /** the sentence, with the figure in brackets */
  says: RegExp;
  command: string;
  /** the value in the answer, with as many digits or more */
  prints: RegExp;
}

const afterSchedule = 'size scenarios/trials/total-neoadjuvant-after-schedule.yaml --full';
const fromDay0 = 'size scenarios/trials/total-neoadjuvant-from-day-0.yaml --full';
const FOUND = /\n([\d,]+) patients for 80% power/;
const FORMULA = /\nSchoenfeld +[\d.]+ +([\d,]+) /;
const SEEN = /\nestimated hazard ratio, mean +(0\.\d+)/;

export const quoted: Quoted[] = [
  {
    page: 'docs/run.md',
    says: /This one takes ([\d,]+) patients/,
    command: 'run scenarios/illness-death.yaml --target-mcse 0.0005',
    prints: /\n([\d,]+) patients in/,
  },
  {
    page: 'README.md',
    says: /acts only after treatment needs about ([\d,]+) patients, not the/,
    command: afterSchedule,
    prints: FOUND,
  },
  {
    page: 'README.md',
    says: /not the ([\d,]+) events of Schoenfeld's/,
    command: afterSchedule,
    prints: FORMULA,
  },
  {
    page: 'docs/trials.md',
    says: /after treatment it is seen as 0\.\d\d, and takes ([\d,]+)/,
    command: afterSchedule,
    prints: FOUND,
  },
  {
    page: 'docs/trials.md',
    says: /after treatment it is seen as (0\.\d\d)/,
    command: afterSchedule,
    prints: SEEN,
  },
  {
    page: 'docs/trials.md',
    says: /and takes ([\d,]+) patients; acting only/,
    command: fromDay0,
    prints: FOUND,
  },
  { page: 'docs/trials.md', says: /is seen as (0\.\d\d) by the trial/, command: fromDay0, prints: SEEN },
  {
    page: 'docs/trials.md',
    says: /Schoenfeld's formula has ([\d,]+) events for both/,
    command: afterSchedule,
    prints: FORMULA,
  },
  {
    page: 'docs/trials.md',
    says: /Schoenfeld's formula has ([\d,]+) events for both/,
    command: fromDay0,
    prints: FORMULA,
  },
  {
    page: 'scenarios/trials/README.md',
    says: /between two curves: ([\d,]+) patients/,
    command: fromDay0,
    prints: FOUND,
  },
  {
    page: 'scenarios/trials/README.md',
    says: /after treatment only is 0\.\d\d: ([\d,]+) patients/,
    command: afterSchedule,
    prints: FOUND,
  },
  {
    page: 'scenarios/trials/README.md',
    says: /where a formula has ([\d,]+) events/,
    command: afterSchedule,
    prints: FORMULA,
  },
];
