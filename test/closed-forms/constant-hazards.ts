import { type ClosedForm, curve, given, head, meanTime, proportion } from './case.ts';

/** Constant hazards: all answers are sums of exponentials. */

const times = [1, 3, 6, 10, 20, 40];

/** Healthy, ill, dead with rates a (falls ill), d (dies healthy), b (dies ill). */
function illnessDeath(name: string, a: number, d: number, b: number): ClosedForm {
  const out = a + d;
  const healthy = (t: number) => Math.exp(-out * t);
  const ill = (t: number) =>
    b === out ? a * t * healthy(t) : (a / (b - out)) * (healthy(t) - Math.exp(-b * t));
  const everIll = (t: number) => (a / out) * (1 - healthy(t));
  // those who fall ill by 6 cannot die before they do: guarantee time
  const illBy6 = (t: number) => (t < 6 ? ill(t) + everIll(6) - everIll(t) : ill(6) * Math.exp(-b * (t - 6)));
  const meanHealthy = (1 - healthy(40)) / out;
  const meanIll =
    b === out
      ? (a / out ** 2) * (1 - healthy(40) * (1 + out * 40))
      : (a / (b - out)) * (meanHealthy - (1 - Math.exp(-b * 40)) / b);
  return {
    name,
    scenario: `${head('Illness and death', 40)}
start: healthy
states:
  healthy:
    transitions:
      - { to: ill, law: exponential, rate: ${given(a)} }
      - { to: dead, law: exponential, rate: ${given(d)} }
  ill: { transitions: [{ to: dead, law: exponential, rate: ${given(b)} }] }
  dead: {}
endpoints:
  OS: { event: dead }
  DFS: { event: [ill, dead] }
subgroups:
  ill-by-6: { if: { reached: ill, by: 6 } }
proportions:
  ill-by-10: { if: { reached: ill, by: 10 } }
  ever-ill: { if: { reached: ill } }
`,
    checks: [
      curve('survival', 'OS', times, (t) => healthy(t) + ill(t)),
      curve('survival', 'DFS', times, healthy),
      curve('survival', 'OS', times, (t) => illBy6(t) / everIll(6), { subgroup: 'ill-by-6' }),
      curve('incidence', 'DFS', times, everIll, { cause: 'ill' }),
      curve('incidence', 'DFS', times, (t) => (d / out) * (1 - healthy(t)), { cause: 'dead' }),
      curve('occupancy', 'ill', times, ill),
      proportion('ill-by-6', everIll(6)),
      proportion('ill-by-10', everIll(10)),
      proportion('ever-ill', everIll(40)),
      meanTime('healthy', meanHealthy),
      meanTime('ill', meanIll),
    ],
  };
}

/** Three causes, one of them added everywhere and one listed twice; follow-up uniform on [10, 50]. */
function competing(): ClosedForm {
  const [cancer, again, other] = [0.03, 0.01, 0.02];
  const total = cancer + again + other;
  const alive = (t: number) => Math.exp(-total * t);
  // observed by t: the integral of total e^(-total u) times the share still followed, (50 - u) / 40 from 10 on
  const seen = (t: number) => {
    const antiderivative = (u: number) => -(alive(u) * (50 - u - 1 / total)) / 40;
    return t <= 10 ? 1 - alive(t) : 1 - alive(10) + antiderivative(t) - antiderivative(10);
  };
  return {
    name: 'competing exponentials, net survival and follow-up',
    scenario: `${head('Competing exponentials', 40)}
follow-up: { law: uniform, min: ${given(10)}, max: ${given(50)} }
start: alive
states:
  alive:
    transitions:
      - { to: cancer, law: exponential, rate: ${given(cancer)} }
      - { to: cancer, law: exponential, rate: ${given(again)} }
  cancer: {}
  other: {}
everywhere: [{ to: other, law: exponential, rate: ${given(other)} }]
endpoints:
  OS: { event: [cancer, other] }
  cancer-net: { event: cancer, censor: other }
proportions:
  death-seen: { if: { reached: [cancer, other], observed: true } }
  alive-at-end: { if: { not: { reached: [cancer, other] } } }
`,
    checks: [
      curve('survival', 'OS', times, alive),
      curve('observed', 'OS', times, alive),
      curve('survival', 'cancer-net', times, (t) => Math.exp(-(cancer + again) * t)),
      curve('observed', 'cancer-net', times, (t) => Math.exp(-(cancer + again) * t)),
      curve('incidence', 'OS', times, (t) => ((cancer + again) / total) * (1 - alive(t)), {
        cause: 'cancer',
      }),
      curve('incidence', 'OS', times, (t) => (other / total) * (1 - alive(t)), { cause: 'other' }),
      proportion('death-seen', seen(40)),
      proportion('alive-at-end', alive(40)),
    ],
  };
}

export const constantHazards: ClosedForm[] = [
  illnessDeath('illness-death with constant hazards', 0.05, 0.01, 0.15),
  illnessDeath('illness-death whose ways out of both states are equally fast', 0.07, 0.03, 0.1),
  competing(),
];
