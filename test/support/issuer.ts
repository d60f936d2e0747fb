import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWK } from 'jose';

const AUDIENCE = 'thingstore-tests';

interface SigningKey {
  readonly id: string;
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly published: JWK;
}

/** Claims that differ from those of a good token; undefined leaves one out. */
export type Claims = Readonly<Record<string, unknown>>;

/** An OpenID Connect issuer on this machine: its discovery document, its keys, and the tokens that it makes. */
export class Issuer {
  readonly audience = AUDIENCE;
  /** What was asked for, in order. */
  readonly asked: string[] = [];
  /** Answers in place of its own, for an issuer that is ill. */
  answer: ((response: ServerResponse) => void) | null = null;
  /** What its discovery document says otherwise. */
  discovery: Claims = {};
  private keys: SigningKey[] = [];
  private serial = 0;

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly url: string,
  ) {}

  static async start(path = ''): Promise<Issuer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const issuer = new Issuer(server, `http://127.0.0.1:${String(port)}${path}`);
    server.on('request', ({ url = '' }, response) => {
      issuer.serve(url, response);
    });
    await issuer.rotate();
    return issuer;
  }

  /** The address of its keys on another host, which leads here too. */
  keysOn(host: string): string {
    return `http://${host}:${new URL(this.url).port}/keys`;
  }

  get settings(): Readonly<Record<string, string>> {
    return { OIDC_ISSUER: this.url, OIDC_AUDIENCE: AUDIENCE };
  }

  /** Signs with a new key from now on, and publishes it alone. */
  async rotate(algorithm = 'RS256'): Promise<void> {
    this.serial += 1;
    const id = `key-${String(this.serial)}`;
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
    const published = { ...(await exportJWK(publicKey)), kid: id, use: 'sig', alg: algorithm };
    this.keys = [{ id, algorithm, privateKey, publicKey, published }];
  }

  /** A token of somebody whose e-mail was verified, for an hour. */
  async token(email: string, claims: Claims = {}): Promise<string> {
    const { id, algorithm, privateKey } = this.key;
    return new SignJWT(this.claims(email, claims)).setProtectedHeader({ alg: algorithm, kid: id }).sign(privateKey);
  }

  /** The same claims, signed by nobody. */
  unsigned(email: string): string {
    return new UnsecuredJWT(this.claims(email, {})).encode();
  }

  /** The same claims, signed with a secret that is known to all: the public key. */
  async signedWithPublicKey(email: string): Promise<string> {
    const secret = Buffer.from(await exportSPKI(this.key.publicKey));
    return new SignJWT(this.claims(email, {})).setProtectedHeader({ alg: 'HS256', kid: this.key.id }).sign(secret);
  }

  /** The same claims, signed with a key of somebody else that says to be the issuer's. */
  async forged(email: string): Promise<string> {
    const { privateKey } = await generateKeyPair('RS256');
    const header = { alg: 'RS256', kid: this.key.id };
    return new SignJWT(this.claims(email, {})).setProtectedHeader(header).sign(privateKey);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private get key(): SigningKey {
    const [key] = this.keys;
    if (key === undefined) throw new Error('The issuer has no key.');
    return key;
  }

  private claims(email: string, claims: Claims): Record<string, unknown> {
    const now = Math.floor(Date.now() / 1000);
    const good = { iss: this.url, aud: AUDIENCE, sub: 'someone', iat: now, exp: now + 3600 };
    return { ...good, email, email_verified: true, ...claims };
  }

  private serve(url: string, response: ServerResponse): void {
    this.asked.push(url);
    if (this.answer !== null) {
      this.answer(response);
      return;
    }
    const prefix = new URL(this.url).pathname.replace(/\/$/, '');
    const documents: Readonly<Record<string, unknown>> = {
      [`${prefix}/.well-known/openid-configuration`]: {
        issuer: this.url,
        jwks_uri: `${new URL(this.url).origin}/keys`,
        ...this.discovery,
      },
      '/keys': { keys: this.keys.map(({ published }) => published) },
    };
    const document = documents[url];
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}));
  }
}
