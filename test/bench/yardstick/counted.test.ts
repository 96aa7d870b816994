import { expect, it } from 'vitest';
import { countedBy, readOutput } from '../../../bench/yardstick/counted.ts';

/** One has an event in each month; everyone in the first path progresses a month before. */
const months = Array.from({ length: 121 }, (_, month) => month);
const output = {
  seconds: 0.5,
  paths: [
    { patients: 150, toxicity: 30, OS: months, PFS: months.map((month) => month + 1) },
    { patients: 200, toxicity: 40, OS: months, PFS: months },
  ],
};
const read = (changed: object) => readOutput(JSON.stringify({ ...output, ...changed }), 350);

it("a program's line is read at the months that are checked", () => {
  expect(read({})).toEqual({
    seconds: 0.5,
    counted: {
      paths: [
        { patients: 150, OS: [12, 24, 36, 60, 120], PFS: [13, 25, 37, 61, 121] },
        { patients: 200, OS: [12, 24, 36, 60, 120], PFS: [12, 24, 36, 60, 120] },
      ],
      toxicity: 70,
    },
  });
});

it('what no simulation can have counted is refused', () => {
  const [first, second] = output.paths;
  const withFirst = (changed: object) => ({ paths: [{ ...first, ...changed }, second] });
  expect(() => read({ seconds: 0 })).toThrow('seconds is 0, must be above 0');
  expect(() => read({ paths: [first] })).toThrow('there are 1 paths, must be 2');
  expect(() => read(withFirst({ patients: 151 }))).toThrow('there are 351 patients, must be 350');
  expect(() => read(withFirst({ OS: months.slice(1) }))).toThrow('there are 120 months, must be 121');
  expect(() => read(withFirst({ OS: months.with(60, 50) }))).toThrow(
    '50 of 150 had their event by month 60, 59 before: counts must rise',
  );
  expect(() => read(withFirst({ PFS: months.map((month) => 2 * month) }))).toThrow(
    '152 of 150 had their event by month 76',
  );
  expect(() => readOutput('no JSON', 350)).toThrow(SyntaxError);
});

it("sojourn's subgroups are the paths, those completing first", () => {
  const subgroup = (endpoint: string, completing: boolean, patients: number, by: number[]) => ({
    endpoint,
    member: [completing, !completing],
    patients,
    by,
  });
  const events = [
    subgroup('OS', false, 20, [1]),
    subgroup('OS', true, 10, [2]),
    subgroup('PFS', false, 20, [3]),
    subgroup('PFS', true, 10, [4]),
  ];
  expect(countedBy({ events, hits: { toxicity: 7, completed: 10 } })).toEqual({
    paths: [
      { patients: 10, OS: [2], PFS: [4] },
      { patients: 20, OS: [1], PFS: [3] },
    ],
    toxicity: 7,
  });
});
