import sql, { empty, join, raw, type Sql } from 'sql-template-tag';

/** A piece of SQL with its values: pieces nest, values never become text. */
export { empty, join, raw, sql, type Sql };
