import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import { sql, type Sql } from '../database/sql.js';
import { RateLimited } from '../errors/rate-limited.js';

export interface LoginLimits {
  readonly perAccount: number;
  readonly perAddress: number;
  /** In milliseconds, from the first attempt on. */
  readonly windowMs: number;
}

/** Who tries to log in, and from where. */
export interface LoginAttempt {
  readonly email: string;
  /** An address, or a network that counts as one. */
  readonly address: string;
}

/** An attempt that was counted. */
export interface CountedAttempt {
  /** Give it back: it succeeded. */
  succeeded(): Promise<void>;
}

interface Count {
  readonly subject: Buffer;
  readonly is_refused: boolean;
  readonly ends_at: Date;
}

/**
 * Counts attempts to log in, by account (whether or not there is one) and by address, in PostgreSQL: so it holds for all
 * processes together, and over restarts.
 */
export class LoginAttempts {
  constructor(
    private readonly parts: {
      readonly database: Database;
      readonly clock: Clock;
      /** Without it nobody can tell from a row who tried, or what was typed. */
      readonly secret: Buffer;
      readonly limits: LoginLimits;
    },
  ) {}

  /**
   * Counts the attempt, before anything is checked and in one statement, so that no attempts pass side by side. What is
   * over the limit of its address does not count for the account: nobody can keep others out from an address that is
   * out itself. Errors: RATE_LIMITED.
   */
  async begin(attempt: LoginAttempt): Promise<CountedAttempt> {
    const { database, clock, limits } = this.parts;
    const now = clock.now();
    const counts = await database.statement<Count>(sql`
      with address as (${this.counting(this.addressOf(attempt), limits.perAddress, sql`true`)}),
      account as (${this.counting(
        this.accountOf(attempt),
        limits.perAccount,
        sql`exists (select from address where not is_refused)`,
      )})
      select * from address union all select * from account`);
    const refused = counts.find((count) => count.is_refused);
    if (refused !== undefined) {
      const seconds = Math.max(1, Math.ceil((refused.ends_at.getTime() - now.getTime()) / 1000));
      throw new RateLimited(`Too many attempts to log in. Try again in ${String(seconds)} seconds.`, {
        retryAfter: seconds,
      });
    }
    return {
      succeeded: async () => {
        // One by one: a statement that changes both could wait for another that has one of them and wants the other.
        for (const count of counts) await this.giveBack(count);
      },
    };
  }

  /** The row of the subject with one attempt more, or refused. */
  private counting(subject: Sql, limit: number, condition: Sql): Sql {
    const now = this.parts.clock.now();
    const endsAt = new Date(now.getTime() + this.parts.limits.windowMs);
    const hasEnded = sql`login_attempt.ends_at <= ${now}`;
    return sql`
      insert into login_attempt (subject, attempts, is_refused, ends_at)
      select ${subject}, 1, false, ${endsAt}::timestamptz where ${condition}
      on conflict on constraint login_attempt_pkey do update set
        attempts = case when ${hasEnded} then 1 else least(login_attempt.attempts + 1, ${limit}) end,
        is_refused = not (${hasEnded}) and login_attempt.attempts >= ${limit},
        ends_at = case when ${hasEnded} then excluded.ends_at else login_attempt.ends_at end
      returning subject, is_refused, ends_at`;
  }

  /** Unless the window in which it was counted has ended. */
  private async giveBack({ subject, ends_at: endsAt }: Count): Promise<void> {
    await this.parts.database.statement(sql`
      update login_attempt set attempts = attempts - 1
      where subject = ${subject} and ends_at = ${endsAt} and attempts > 0`);
  }

  /** In lower case as PostgreSQL has it, by which accounts are found too: one account must not have several counts. */
  private accountOf({ email }: LoginAttempt): Sql {
    return this.hashed(sql`'account ' || lower(${email}::text collate "C")`);
  }

  private addressOf({ address }: LoginAttempt): Sql {
    return this.hashed(sql`'address ' || ${address}::text`);
  }

  private hashed(text: Sql): Sql {
    return sql`sha256(${this.parts.secret}::bytea || convert_to(${text}, 'UTF8'))`;
  }
}
