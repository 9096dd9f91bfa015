import { named, SECRET, THING_IDS, timeOf, type Model, type Thing, type Walks } from '../walks';
import { unhurried } from './node';

function legallyMailEmail(event: string, name: string): Model {
	const states =
		event === 'newCertificate' ? ['', 'delivered', 'read'] : ['sent', 'delivered', 'read'];
	const statuses = ['sent', 'delivered', 'read'];
	return {
		parameters: { event, downloadCertificate: false, options: unhurried },
		states,
		births: 1,
		tellsAll: true,
		isTold: ({ id }, state, { eventId }) => eventId === `legallyMail:${name}:${id}:${id}:${state}`,
		answer(things, { path, query }) {
			const whole = (each: Thing) => {
				const status = statuses[each.step];
				const passed = statuses.slice(0, each.step + 1).map((step) => [`${step}_at`, timeOf(each)]);
				const certificates = statuses
					.slice(1, each.step + 1)
					.map((type) => ({ certificate_type: type, confirmed_at: timeOf(each) }));
				const recipient = { email: 'a@example.org', status, tracking_id: each.id };
				return {
					tracking_id: each.id,
					recipient: 'a@example.org',
					status,
					created_at: timeOf(each),
					recipients: [{ ...recipient, ...Object.fromEntries(passed), certificates }],
					certificates: [],
				};
			};
			if (path === '/api/emails') return { success: true, emails: things.map(whole).reverse() };
			const thing = named(things, query.get('tracking_id'));
			return thing && { success: true, data: whole(thing) };
		},
	};
}

const signature = (thing: Thing) => ({
	uuid: thing.id,
	status: ['pending', 'signed'][thing.step],
	created_at: timeOf(thing),
});

export const legallyMailWalks: Walks = {
	account: { token: SECRET },
	whose: { '/api/info': { user: { email: 'office@example.org' } } },
	models: {
		'Email Status Changed': legallyMailEmail('emailStatusChanged', 'email'),
		'New Certificate': legallyMailEmail('newCertificate', 'certificate'),
		'Signature Status Changed': {
			parameters: { event: 'signatureStatusChanged', options: unhurried },
			states: ['pending', 'signed'],
			births: 1,
			isTold: ({ id }, state, { eventId }) => eventId === `legallyMail:signature:${id}:${state}`,
			answer(things, { path, query }) {
				if (path === '/api/signatures')
					return { success: true, data: things.map(signature).reverse() };
				const thing = named(things, query.get('uuid'));
				return thing && { success: true, data: signature(thing) };
			},
		},
		'SMS Status Changed': {
			parameters: { event: 'smsStatusChanged', smsUuids: THING_IDS.join(), options: unhurried },
			states: ['pending', 'sent', 'delivered'],
			births: 1,
			isNamed: true,
			isTold: ({ id }, state, { eventId }) => eventId === `legallyMail:sms:${id}:${state}`,
			answer(things, { query }) {
				const thing = named(things, query.get('uuid'));
				const status = ['pending', 'sent', 'delivered'][thing?.step ?? 0];
				return thing && { success: true, data: { uuid: thing.id, status } };
			},
		},
	},
};
