import { PASTED, attempt, context, isNoEvent, many, type Hostile } from '../hostile';

/** How this provider's modules process input from others. */
export const postageAppHostile: Hostile = {
	parsers: {
		'nodes/PostageApp/delivery.ts': {
			statusDelivery: {
				read: (module, text) => [
					module.utc?.(text),
					module.transmissionDelivery({ status: text, failed_at: text, completed_at: text }),
				],
			},
		},
		'nodes/PostageApp/errors.ts': {
			saysTaken: {
				read: (module, text) => module.saysTaken({ response: { message: text } }),
				own: ['already exists', 'duplicat'],
			},
		},
		'nodes/PostageApp/mail/uid.ts': {
			isAboutUid: {
				read: (module, text) => module.isAboutUid({ body: { response: { message: text } } }, text),
				own: ['already exists', ' duplicate '],
			},
		},
		'nodes/PostageApp/webhookAuthentication.ts': {
			expectedIn: {
				size: PASTED,
				read: (module, text) => {
					for (const scheme of ['basic', 'header']) {
						const secrets = { scheme, username: text, password: text };
						void attempt(() =>
							module.expectedIn({ ...secrets, headerName: text, secretValue: text }),
						);
					}
				},
			},
		},
		'nodes/PostageApp/webhookEvents.ts': {
			eventIn: {
				read: (module, text) => {
					module.eventIn(Buffer.from(text));
					module.eventIn(Buffer.from(`{${text}`));
					const told = { event: text, recipient: text, message_uid: text, timestamp: text };
					const body = { ...told, message_headers: text, message_id: text };
					const headers = [['message-id', text]];
					module.eventIn(
						Buffer.from(JSON.stringify({ event: 'a', recipient: 'b', message_headers: headers })),
					);
					const found = module.eventIn(Buffer.from(JSON.stringify(body)));
					if (found) module.toJson(found, module.transmissionOf(found));
				},
				own: ['&a=', '["message-id",', 'a=%', '&'],
			},
		},
		'nodes/PostageApp/account.ts': {
			keyFor: {
				size: PASTED,
				read: (module, text) => module.keyFor(text, { projectApiKey: text, accountApiKey: text }),
				own: ['_account', 'mailbox_', '_projects'],
			},
		},
		'nodes/PostageApp/resources/method/getMany.ts': {
			toMethods: {
				read: (module, text) =>
					module.toMethods.call(context({ returnAll: true }), [
						{ json: { data: { methods: text } } },
					]),
			},
		},
	},
	lists: {
		'nodes/PostageApp/mail/variables.ts': {
			variables: (module, count) => {
				const variable = many(count, (id) => ({ name: `n${id}`, value: 'a' }));
				return () => module.variablesInForm(context(), { variable });
			},
		},
		'nodes/PostageApp/webhookEvents.ts': {
			'levels of lists in an event': (module, count) => {
				const list = '['.repeat(count) + ']'.repeat(count);
				return () =>
					isNoEvent(module.eventIn(Buffer.from(`{"event":"a","recipient":"b","list":${list}}`)));
			},
		},
	},
	harmless: {
		'nodes/PostageApp/resources/mailbox/mailboxId.ts': 'A rule for the editor.',
		'nodes/PostageApp/pollSources.ts': 'Looks once for the end of a uid.',
		'nodes/PostageApp/mail/parameterNames.ts': 'Changes names of ours.',
		'nodes/PostageApp/mail/headers.ts': 'Looks at names one by one that were read before.',
		'nodes/PostageApp/mail/mail.ts': 'Looks at a slug and at names of files that were read before.',
		'nodes/PostageApp/resources/method/call.ts':
			'Looks at the name of a method that was read before.',
		'credentials/PostageAppApi.credentials.ts': 'Splits a URL of ours.',
	},
};
