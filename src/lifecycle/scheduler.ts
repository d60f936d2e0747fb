import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';
import type { Job } from './job.js';

/** Who remembers what was done. Must not throw. */
export interface RunNotes {
  /** @param error null when it went well */
  note(name: string, error: unknown): Promise<void>;
}

/** Runs each job at its own pace, never twice at once in this process; several processes may run the same jobs. */
export class Scheduler {
  private readonly timers = new Map<Job, NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private readonly ending = new AbortController();

  constructor(
    private readonly jobs: readonly Job[],
    private readonly log: Log,
    private readonly notes: RunNotes,
  ) {}

  start(): void {
    for (const job of this.jobs) this.later(job, soon(job));
  }

  /** Ends after what is under way, of which large batches end early. */
  async stop(): Promise<void> {
    this.ending.abort();
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.all(this.running);
  }

  private later(job: Job, afterMs: number): void {
    if (this.ending.signal.aborted) return;
    const timer = setTimeout(() => {
      const run = this.run(job);
      this.running.add(run);
      void run.finally(() => this.running.delete(run));
    }, afterMs);
    timer.unref();
    this.timers.set(job, timer);
  }

  private async run(job: Job): Promise<void> {
    let next = job.everyMs;
    try {
      const { hasMore } = await job.run(this.ending.signal);
      if (hasMore) next = job.restMs ?? 0;
      await this.notes.note(job.name, null);
    } catch (error) {
      if (this.ending.signal.aborted) return;
      next = soon(job);
      this.log.warn({ error: loggableError(error), job: job.name }, 'A job failed; it runs again at its next time.');
      await this.notes.note(job.name, error);
    }
    this.later(job, next);
  }
}

function soon(job: Job): number {
  return job.soonMs ?? job.everyMs;
}
