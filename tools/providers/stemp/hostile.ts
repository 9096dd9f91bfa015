import type { Loaded } from '../../../test/support/countedModules';
import { PASTED, context, event, isNoEvent, many, nested, type Hostile } from '../hostile';

/** How this provider's modules process input from others. */
export const stempHostile: Hostile = {
	parsers: {
		'nodes/Stemp/api.ts': {
			isAboutUser: {
				read(module, text) {
					// The path of a request is encoded, which halves of characters can't be.
					const url = `/${encodeURIComponent(Buffer.from(text).toString())}`;
					module.isAboutUser({ id: text }, { url, body: { externalId: text } });
					return module.isAboutUser({ id: text, externalId: text }, { url });
				},
			},
		},
		'nodes/Stemp/errors.ts': {
			message: {
				read: (module, text) =>
					module.stempErrors.message.map((at: Loaded) =>
						typeof at === 'function'
							? at({ code: text, params: [text], STANDARD_VALIDATION: { [text]: text } })
							: '',
					),
			},
		},
		'nodes/Stemp/rejection.ts': {
			rejectionIn: {
				read: (module, text) =>
					module.rejectionIn({ code: text, message: text, params: [text] }, text),
			},
		},
		'nodes/Stemp/webhookEvents.ts': {
			eventIn: {
				read: (module, text) => {
					for (const type of [text, `email.${text}`, `user.${text}`]) {
						const found = module.eventIn({ ...event(text), type });
						if (found) module.toJson(found);
					}
				},
			},
		},
		'nodes/Stemp/resources/email/inlineImages.ts': {
			'the HTML': {
				read: (module, text) => module.inlineImages(context({ images: '' }), 'images', text),
				own: ['"cid:', '"cid:a"', '=cid:%41%', '&quot; ', '(cid:a)'],
			},
			'the names': {
				read: (module, text) => module.inlineImages(context({ images: text }), 'images', ''),
				own: ['a=b,'],
				size: PASTED,
			},
		},
	},
	lists: {
		'nodes/Stemp/api.ts': {
			rows: (module, count) => {
				const content = many(count, (id) => ({ id: `email_${id}` }));
				return () =>
					module.pageIn({ content, page: { number: 0, size: 9, totalElements: 9, totalPages: 1 } });
			},
		},
		'nodes/Stemp/errors.ts': {
			params: (module, count) => {
				const params = many(count, String);
				return () =>
					module.stempErrors.message.map(
						(at: Loaded) => typeof at === 'function' && at({ code: 'a', params }),
					);
			},
		},
		'nodes/Stemp/webhookEvents.ts': {
			'levels of lists in an event': (module, count) => {
				const data = { list: nested(count) };
				return () => isNoEvent(module.eventIn({ ...event('a'), data }, 'a'));
			},
		},
	},
	harmless: {
		'nodes/Stemp/account.ts': 'Splits a token of the credential once.',
		'nodes/Stemp/pollSources.ts': 'Splits states of ours.',
		'nodes/Stemp/resources/email/recipient.ts': 'Looks at an ID that was read before.',
	},
};
