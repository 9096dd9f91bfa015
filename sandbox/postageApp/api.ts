import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ofOtherProject, type Account } from './account';
import { accountMethods, infoMethods } from './accountMethods';
import type { Method, Reply } from './call';
import { messageMethods } from './messageMethods';
import { answerErrors, Refusal } from '../refusal';
import { documented } from './errors';
import { scheduleMethods, sendDue } from './scheduleMethods';
import type { Answer } from './switches';

const VERSIONS = ['v.1.1', 'v.1.0'];

/** The position of the first byte that is not UTF-8, counted from 0. */
function invalidByte(bytes: Buffer): number {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	return bytes.findIndex((_byte, at) => {
		try {
			decoder.decode(bytes.subarray(at, at + 1), { stream: true });
			return false;
		} catch {
			return true;
		}
	});
}

/** Reads a body as JSON in UTF-8, regardless of its content type: the vendor's example for curl sends none. */
function readBody(bytes: Buffer): unknown {
	if (!isUtf8(bytes)) throw new Refusal(documented.invalidUtf8(invalidByte(bytes)));
	try {
		return JSON.parse(bytes.toString());
	} catch {
		throw new Refusal(documented.invalidJson);
	}
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const uidOf = ({ body }: FastifyRequest) =>
	isRecord(body) && typeof body.uid === 'string' ? body.uid : undefined;

/** The methods that take a project key. */
function projectMethods(account: Account): Record<string, Method> {
	const methods: Record<string, Method> = {
		...infoMethods(account),
		...messageMethods(account),
		...scheduleMethods(account),
	};
	methods.get_method_list = () => ({ data: { methods: Object.keys(methods).sort().join(', ') } });
	return methods;
}

/** PostageApp's API in versions 1.1 and 1.0: every method is a POST with its key in the body. */
export const postageAppApi = (account: Account) => (app: FastifyInstance) => {
	const ofAccount = accountMethods(account);
	const ofProject = projectMethods(account);
	/** The projects whose key has been used, by address. The first one belongs to the account's own key. */
	const projects = new Map([
		[[...account.projectKeys.values()][0], { account, methods: ofProject }],
	]);

	function projectOf(key: unknown) {
		const address = account.projectKeys.get(String(key))!;
		const known = projects.get(address);
		if (known) return known;
		const other = ofOtherProject(account);
		const project = { account: other, methods: projectMethods(other) };
		projects.set(address, project);
		return project;
	}

	const send = (reply: FastifyReply, status: number, body: object) =>
		reply
			.code(status)
			.type(`${account.switches.contentType}; charset=utf-8`)
			.send(JSON.stringify(body));

	function checkKey(key: unknown, isAccountMethod: boolean): void {
		const { accountKey, projectKeys, switches } = account;
		const isGood = isAccountMethod ? key === accountKey : projectKeys.has(String(key));
		if (!isGood) {
			throw new Refusal(
				isAccountMethod ? documented.unauthorizedAccount : documented.unauthorizedProject,
			);
		}
		if (switches.locked) throw new Refusal(documented.locked);
	}

	const handler = (name: string, isAccountMethod: boolean) =>
		function (request: FastifyRequest, reply: FastifyReply) {
			const { body, visit } = request;
			if (!isRecord(body)) throw new Refusal(documented.callError);
			checkKey(body.api_key, isAccountMethod);
			const { arguments: args = {}, uid } = body;
			if (!isRecord(args) || !['string', 'undefined'].includes(typeof uid)) {
				throw new Refusal(documented.callError);
			}
			const project = isAccountMethod ? { account, methods: ofAccount } : projectOf(body.api_key);
			sendDue(project.account, visit);
			const call = { uid: uid as string | undefined, args, body, visit };
			const { uid: given = call.uid, data, response }: Reply = project.methods[name](call);
			return send(reply, 200, {
				response: { uid: given ?? null, status: 'ok', ...response },
				...(data !== undefined && { data }),
			});
		};

	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => {
		try {
			done(null, readBody(bytes as Buffer));
		} catch (error) {
			done(error as Error);
		}
	});
	answerErrors<Answer>(app, {
		unknownPath: ({ url }) =>
			VERSIONS.includes(url.split('/', 2)[1]) ? documented.unknownMethod : documented.conflict,
		send: (reply, { httpStatus, ...said }, request) =>
			send(reply, httpStatus, { response: { uid: uidOf(request), ...said } }),
	});

	for (const version of VERSIONS) {
		for (const [isAccountMethod, methods] of [
			[true, ofAccount],
			[false, ofProject],
		] as const) {
			for (const name of Object.keys(methods)) {
				for (const suffix of ['', '.json']) {
					app.post(`/${version}/${name}${suffix}`, handler(name, isAccountMethod));
				}
			}
		}
	}
};
