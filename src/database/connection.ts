/** Where a PostgreSQL is: a URL, or the parts of one (host may be the folder of a unix socket). */
export type ConnectionOptions =
  | { readonly connectionString: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
    };
