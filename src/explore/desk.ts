import { ChunkError, type Executor } from '../run/executor.ts';
import { checkScenario } from '../scenario/check.ts';
import { OverrideError } from '../scenario/overrides.ts';
import { type Described, describe } from './describe.ts';
import { whatMatters } from './matters.ts';
import type { FromDesk, ToDesk } from './messages.ts';
import { type Explorer, explorer } from './simulate.ts';

/** The part of a worker's global scope that the desk uses. */
export interface DeskScope {
  onmessage: ((event: { data: ToDesk }) => void) | null;
  postMessage(message: FromDesk): void;
}

/** Milliseconds without another question after which the whole answer is begun. */
const IDLE_MS = 150;

/**
 * Answers the page's questions in a worker of its own, so that the page stays usable whatever is simulated.
 *
 * @param role `quick`: answers at once with few patients; `whole`: answers with all, while nothing else is asked. They are two
 *   workers, so that no whole answer delays the next quick one
 * @param executorOf the executor for whole answers
 */
export function serveDesk(
  scope: DeskScope,
  role: 'quick' | 'whole',
  executorOf: (script: string, threads: number) => Executor,
): void {
  let open: { explorer: Explorer; described: Described; executor: Executor } | undefined;
  let latest = 0;

  function opened({ text, script, threads }: Extract<ToDesk, { kind: 'open' }>): void {
    const { scenario, errors, isEvidence } = checkScenario(text, { compileOnly: () => [] });
    const tell = (message: FromDesk) => role === 'quick' && scope.postMessage(message);
    const problems = errors.map(({ line, column, message }) => ({ line, column, message }));
    if (isEvidence)
      problems.push({ line: 1, column: 1, message: 'the file holds published figures and no states' });
    if (problems.length > 0 || !scenario) {
      tell({ kind: 'problems', problems });
      return;
    }
    void open?.executor.close();
    const described = describe(scenario, text);
    open = { explorer: explorer(scenario), described, executor: executorOf(script, threads) };
    tell({ kind: 'opened', described });
  }

  async function asked({ id, asked, n }: Extract<ToDesk, { kind: 'ask' }>): Promise<void> {
    latest = id;
    const { explorer, executor } = open!;
    if (role === 'quick') {
      scope.postMessage({ kind: 'quick', id, answer: await explorer.quick(asked) });
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    if (latest !== id) return;
    await explorer.whole(asked, n, executor, (answer) => {
      if (latest !== id) return false;
      scope.postMessage({ kind: 'whole', id, answer, isLast: answer.n === n });
      return true;
    });
  }

  async function answered(message: ToDesk): Promise<void> {
    if (message.kind === 'open') return opened(message);
    if (!open) return;
    if (message.kind === 'ask') return asked(message);
    const matters = await whatMatters(open.explorer, open.described, message.asked);
    scope.postMessage({ kind: 'matters', id: message.id, matters });
  }

  scope.onmessage = ({ data }) => {
    answered(data).catch((error: unknown) => {
      const isExpected = error instanceof OverrideError || error instanceof ChunkError;
      const message = error instanceof Error ? error.message : String(error);
      const id = data.kind === 'open' ? 0 : data.id;
      scope.postMessage({ kind: 'failed', id, message: isExpected ? message : `unexpected: ${message}` });
    });
  };
}
