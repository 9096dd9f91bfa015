import { createHmac, randomBytes } from 'node:crypto';
import { milliseconds, type Clock, type Duration } from '../clock';
import type { StempSwitches } from './switches';

/** "Refresh tokens live 30 days" (Authentication). */
const refreshTokenLife: Duration = { days: 30 };

/** The answer to a refresh. */
export interface TokenResponse {
	access_token: string;
	token_type: 'bearer';
	/** Seconds. */
	expires_in: number;
	scope: string;
	/** The new refresh token; null if the old one stays valid. */
	refresh_token: string | null;
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const ORGANIZATION = 'org_sandbox';

/** The tokens of app installations: which are valid, and until when. */
export class Tokens {
	/** Token -> its expiry, in milliseconds. */
	private readonly access = new Map<string, number>();
	/** Token -> its expiry, and the organization of its installation. */
	private readonly refresh = new Map<string, { expiresAt: number; organizationId: string }>();

	/** @param secret signs the access tokens */
	constructor(
		private readonly secret: string,
		private readonly clock: Clock,
		private readonly switches: () => StempSwitches,
	) {}

	/** Adds a refresh token that was created elsewhere, such as the first one of an installation. */
	addRefreshToken(token: string, organizationId = ORGANIZATION): string {
		const expiresAt = this.now() + milliseconds(refreshTokenLife);
		this.refresh.set(token, { expiresAt, organizationId });
		return token;
	}

	/** Creates an access token in the format of a JWT. */
	issue(organizationId = ORGANIZATION): string {
		const issuedAt = this.now();
		const expiresAt = issuedAt + this.switches().accessTokenLife * 1000;
		const claims = {
			aud: 'stemp:api:app',
			organizationId,
			iat: Math.floor(issuedAt / 1000),
			exp: Math.floor(expiresAt / 1000),
			scopes: this.switches().scopes.split(' '),
			jti: randomBytes(8).toString('hex'),
		};
		const content = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64(claims)}`;
		const signature = createHmac('sha256', this.secret).update(content).digest('base64url');
		const token = `${content}.${signature}`;
		this.access.set(token, expiresAt);
		return token;
	}

	isGood(accessToken: string): boolean {
		return (this.access.get(accessToken) ?? 0) > this.now();
	}

	/** Invalidates an access token before it expires. */
	revoke(accessToken: string): void {
		this.access.delete(accessToken);
	}

	/** @returns undefined if the refresh token is not valid */
	renew(refreshToken: string): TokenResponse | undefined {
		const known = this.refresh.get(refreshToken);
		if (!known || known.expiresAt <= this.now()) return undefined;
		const { organizationId } = known;
		const { rotation, accessTokenLife, scopes } = this.switches();
		const isRotated = rotation === 'always';
		if (isRotated) this.refresh.delete(refreshToken);
		return {
			access_token: this.issue(organizationId),
			token_type: 'bearer',
			expires_in: accessTokenLife,
			scope: scopes,
			refresh_token: isRotated
				? this.addRefreshToken(`srt_${randomBytes(24).toString('hex')}`, organizationId)
				: null,
		};
	}

	private now(): number {
		return this.clock.now().getTime();
	}
}
