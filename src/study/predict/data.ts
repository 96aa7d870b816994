/** Patients of a running trial, without their arms: what a blinded team sees. */
export interface BlindedPatients {
  /** calendar time of randomisation, from when the first patient could enter */
  entries: Float64Array;
  /** follow-up so far */
  times: Float64Array;
  /** 0 no event so far, above 0 event */
  statuses: ArrayLike<number>;
}

/** The same at a data cut, sorted by what is still to come of them. */
export interface AtCut {
  cut: number;
  patients: number;
  /** calendar times of the events so far, increasing */
  eventDates: Float64Array;
  /** patients still under follow-up: calendar time of randomisation, and follow-up so far */
  ongoing: { entry: number; time: number }[];
  lost: number;
  followUp: number;
  lastEntry: number;
}

/** Differences of calendar times below this share of the cut are rounding. */
const ROUNDING = 1e-9;

/**
 * @param window censored patients who were seen within this time before the cut are still under follow-up; those last
 *   seen earlier are lost
 */
export function atCut(
  { entries, times, statuses }: BlindedPatients,
  { cut, window }: { cut: number; window: number },
): AtCut {
  const least = cut * (1 - ROUNDING) - window;
  const eventDates: number[] = [];
  const ongoing: AtCut['ongoing'] = [];
  let [lost, followUp, lastEntry] = [0, 0, 0];
  for (let i = 0; i < times.length; i++) {
    const [entry, time] = [entries[i]!, times[i]!];
    followUp += time;
    lastEntry = Math.max(lastEntry, entry);
    if (statuses[i]! > 0) eventDates.push(entry + time);
    else if (entry + time >= least) ongoing.push({ entry, time });
    else lost++;
  }
  return {
    ...{ cut, patients: times.length, ongoing, lost, followUp, lastEntry },
    eventDates: Float64Array.from(eventDates).sort(),
  };
}
