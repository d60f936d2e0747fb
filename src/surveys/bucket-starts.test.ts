import 'reflect-metadata';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { sql } from '../database/sql.js';
import { BucketInterval, bucketStarts } from './bucket-starts.js';
import { TimeZone } from './time-zone.js';

const { MINUTE, HOUR, DAY, WEEK, MONTH } = BucketInterval;

function starts(zone: string, interval: BucketInterval, [from, to]: readonly [string, string]): readonly string[] {
  const span = { from: new Date(from), to: new Date(to) };
  return bucketStarts({ ...span, interval, zone: new TimeZone(zone) }).map((start) => start.toISOString());
}

/** How many hours each of the buckets has, the last one aside. */
function hours(all: readonly string[]): readonly number[] {
  return all.slice(1).map((start, index) => (Date.parse(start) - Date.parse(all[index] ?? '')) / 3_600_000);
}

describe('buckets of time', () => {
  it('begin with the clock and the calendar of their zone, the first where the range begins or before', () => {
    const [from, to] = ['2026-05-06T10:15:30.250Z', '2026-05-06T10:15:30.251Z'];
    assert.deepEqual(starts('Europe/Vienna', MINUTE, [from, to]), ['2026-05-06T10:15:00.000Z']);
    assert.deepEqual(starts('Europe/Vienna', HOUR, [from, to]), ['2026-05-06T10:00:00.000Z']);
    assert.deepEqual(starts('Asia/Kathmandu', HOUR, [from, to]), ['2026-05-06T10:15:00.000Z']);
    assert.deepEqual(starts('Europe/Vienna', DAY, [from, to]), ['2026-05-05T22:00:00.000Z']);
    assert.deepEqual(starts('Europe/Vienna', WEEK, [from, to]), ['2026-05-03T22:00:00.000Z']);
    assert.deepEqual(starts('Europe/Vienna', MONTH, [from, to]), ['2026-04-30T22:00:00.000Z']);
    assert.deepEqual(starts('UTC', WEEK, ['2026-05-03T23:59:59Z', '2026-05-04T00:00:01Z']), [
      '2026-04-27T00:00:00.000Z',
      '2026-05-04T00:00:00.000Z',
    ]);
  });

  it('end with the range, which is not in it', () => {
    const days = (to: string) => starts('UTC', DAY, ['2026-05-06T00:00:00Z', to]).length;
    assert.deepEqual(
      [days('2026-05-06T00:00:00Z'), days('2026-05-06T00:00:00.001Z'), days('2026-05-07T00:00:00Z')],
      [0, 1, 1],
    );
    assert.equal(days('2026-05-07T00:00:00.001Z'), 2);
    assert.throws(() => days('2026-05-05T23:59:59Z'), { code: 'INVALID_ARGUMENTS', property: 'from' });
  });

  it('are days of 23 and 25 hours where clocks are changed, and hours that come twice', () => {
    const spring = ['2026-03-27T23:00:00Z', '2026-03-31T00:00:00Z'] as const;
    assert.deepEqual(hours(starts('Europe/Vienna', DAY, spring)), [24, 23, 24]);
    assert.deepEqual(
      hours(starts('Europe/Vienna', DAY, ['2026-10-23T22:00:00Z', '2026-10-27T00:00:00Z'])),
      [24, 25, 24],
    );
    const night = starts('Europe/Vienna', HOUR, ['2026-10-25T00:00:00Z', '2026-10-25T03:00:00Z']);
    assert.deepEqual(night, ['2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z', '2026-10-25T02:00:00.000Z']);
    // Half an hour is left out, and comes twice.
    assert.deepEqual(
      hours(starts('Australia/Lord_Howe', HOUR, ['2026-10-03T13:30:00Z', '2026-10-03T18:00:00Z'])),
      [1, 1.5, 1],
    );
    assert.deepEqual(
      hours(starts('Australia/Lord_Howe', HOUR, ['2026-04-04T13:00:00Z', '2026-04-04T18:00:00Z'])),
      [1, 1.5, 1, 1],
    );
  });

  it('begin after midnight where there is none, and leave out a day that was none', () => {
    assert.deepEqual(starts('America/Sao_Paulo', DAY, ['2018-11-04T12:00:00Z', '2018-11-04T12:00:01Z']), [
      '2018-11-04T03:00:00.000Z',
    ]);
    assert.deepEqual(
      hours(starts('Pacific/Apia', DAY, ['2011-12-29T11:00:00Z', '2012-01-01T11:00:00Z'])),
      [24, 24, 24],
    );
  });

  it('are at most 2,000', () => {
    const minutes = (count: number) =>
      starts('UTC', MINUTE, ['2026-05-06T00:00:00Z', new Date(Date.UTC(2026, 4, 6, 0, count)).toISOString()]).length;
    assert.equal(minutes(2000), 2000);
    const refused = { code: 'INVALID_ARGUMENTS', property: 'interval', params: { maximum: 2000 } };
    assert.throws(() => minutes(2001), refused);
    assert.throws(() => starts('UTC', MINUTE, ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z']), refused);
    assert.throws(() => starts('America/New_York', MONTH, ['0001-01-01T00:00:00Z', '0001-01-02T00:00:00Z']), {
      code: 'INVALID_ARGUMENTS',
      property: 'from',
    });
  });

  it('know the zones of the IANA database alone', () => {
    for (const name of ['UTC', 'Europe/Vienna', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires']) new TimeZone(name);
    for (const name of ['', 'Mars/Olympus', '+02:00', 'Europe/Vienna ', "UTC'; drop", '../UTC', 'Europe//Vienna']) {
      assert.throws(() => new TimeZone(name), { code: 'INVALID_ARGUMENTS', property: 'timeZone' }, name);
    }
  });
});

describe('buckets of time, as PostgreSQL cuts them', () => {
  let opened: OpenedTestDatabase;
  before(async () => {
    opened = await openTestDatabase();
  });
  after(async () => opened.close());

  const ZONES = ['UTC', 'Europe/Vienna', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney', 'Pacific/Auckland'];

  it('begin at the same instants', async () => {
    const times = fc.date({
      min: new Date('1990-01-01T00:00:00Z'),
      max: new Date('2025-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ZONES),
        fc.constantFrom(MINUTE, HOUR, DAY, WEEK, MONTH),
        times,
        async (zone, interval, from) => {
          const span = { from, to: new Date(from.getTime() + 45 * 60_000) };
          const buckets = bucketStarts({ ...span, interval, zone: new TimeZone(zone) });
          const cut = await opened.database.statement<{ readonly start: Date }>(sql`
            select distinct date_trunc(${interval.toLowerCase()}, at, ${zone}) as start from (
              select generate_series(${from}::timestamptz, ${span.to}::timestamptz, interval '1 minute') as at
              union all select ${span.to}::timestamptz - interval '1 millisecond') moments
            where at < ${span.to} order by start`);
          assert.deepEqual(
            buckets.map((start) => start.toISOString()),
            cut.map(({ start }) => start.toISOString()),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
