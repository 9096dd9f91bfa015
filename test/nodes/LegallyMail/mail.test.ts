import { contentOf, entriesOf } from '../../../nodes/LegallyMail/api';
import { mailDelivery } from '../../../nodes/LegallyMail/delivery';
import { recipientsOf, wholeMail } from '../../../nodes/LegallyMail/mail';
import groupEmail from '../../fixtures/legallyMail/email.json';
import emails from '../../fixtures/legallyMail/emails.json';
import info from '../../fixtures/legallyMail/info.json';
import sendAnswer from '../../fixtures/legallyMail/send.json';
import signature from '../../fixtures/legallyMail/signature.json';
import signatures from '../../fixtures/legallyMail/signatures.json';
import sms from '../../fixtures/legallyMail/sms.json';
import signatureSent from '../../fixtures/legallyMail/signatureSend.json';
import smsSent from '../../fixtures/legallyMail/smsSend.json';

describe('The answers of the API page', () => {
	it.each([
		['POST /api/send', sendAnswer, { tracking_id: 'cm_parent_abc123', success_count: 2 }],
		['GET /api/email', groupEmail, { tracking_id: 'cm_abc123', recipient_count: 2 }],
		['GET /api/info', info, { name: 'LegallyMail API', user: { remaining_emails: 75 } }],
		['POST /api/signature/send', signatureSent, { status: 'pending', signer_name: 'John Doe' }],
		['GET /api/signature', signature, { uuid: '550e8400-e29b-41d4-a716-446655440000' }],
		['POST /api/sms/send', smsSent, { uuid: '...', status: 'sent', credits_deducted: 1 }],
		['GET /api/sms', sms, { recipient: '+34600000000', status: 'delivered' }],
	])('to %s are unwrapped', (_, answer, content) => {
		expect(contentOf(answer)).toMatchObject(content);
		expect(contentOf(answer)).not.toHaveProperty('success');
	});

	it.each([
		['GET /api/emails', emails, 2],
		['GET /api/signatures', signatures, 1],
		['a bare list', [{}, {}], 2],
		['nothing', {}, 0],
	])('to %s are lists', (_, answer, count) => {
		expect(entriesOf(answer)).toHaveLength(count);
	});

	it('tell of each recipient, and not of a failure where there is none', () => {
		const recipients = recipientsOf(contentOf(groupEmail));
		expect(recipients.map(({ tracking_id: id }) => id)).toEqual(['cm_rec1_xyz', 'cm_rec2_abc']);
		expect(recipients.map((recipient) => mailDelivery(recipient))).toEqual([
			{ state: 'opened', final: true, event: 'ContentAccessTracking', at: '2024-01-15T11:00:00' },
			{ state: 'delivered', final: false, event: 'RelayToNonERDS', at: '2024-01-15T10:30:12' },
		]);
		expect(recipients[1].error_details).toBe('Recipient inbox full');
	});
});

describe('An email to several recipients', () => {
	const copy = (status: string, time?: string) => ({
		email: 'a@example.org',
		status,
		...(time && { [`${status}_at`]: time }),
	});
	const deliveryOf = (...recipients: object[]) =>
		wholeMail({ status: 'pending', recipients }).delivery;

	it.each([
		[['pending', 'sent', 'read'], 'queued', false],
		[['sent', 'delivered', 'failed'], 'sent', false],
		[['delivered', 'read', 'failed'], 'delivered', false],
		[['delivered', 'lost in space'], 'delivered', false],
		[['lost in space', 'failed'], 'unknown', false],
		[['read', 'failed', 'read'], 'failed', true],
		[['read', 'read'], 'opened', true],
	])('who are %j is %s, final: %s', (statuses, state, final) => {
		expect(deliveryOf(...statuses.map((status) => copy(status)))).toMatchObject({ state, final });
	});

	it('has the latest time of those who are as far', () => {
		const times = ['2024-01-15 10:30:10', '2024-01-15 10:30:12', '2024-01-15 10:30:11'];
		const delivery = deliveryOf(
			...times.map((time) => copy('delivered', time)),
			copy('read', '2024-01-15 11:00:00'),
		);
		expect(delivery).toMatchObject({ at: '2024-01-15T10:30:12' });
	});

	it('is not queued any more when its recipients have it, whatever its own status says', () => {
		expect(wholeMail(contentOf(groupEmail))).toMatchObject({
			status: 'pending',
			delivery: { state: 'delivered', final: false, event: 'RelayToNonERDS' },
		});
	});
});

describe('An email to one recipient', () => {
	const certificates = [{ certificate_type: 'read' }];
	const own = { recipient: 'a@example.org', status: 'read', tracking_id: 'cm_1', certificates };

	it.each([
		['itself tells of them', own],
		['has them in a list of one', { ...own, recipients: [{ ...own, email: 'a@example.org' }] }],
		[
			'has certificates beside a list of one',
			{ ...own, recipients: [{ email: 'a@example.org', status: 'read', tracking_id: 'cm_1' }] },
		],
	])('%s', (_, mail) => {
		expect(recipientsOf(mail)).toMatchObject([
			{ email: 'a@example.org', status: 'read', tracking_id: 'cm_1', certificates },
		]);
	});

	it.each(['failed', 'FAILED', 'rejected', 'Bounced', 'error'])('failed if it is %s', (status) => {
		expect(mailDelivery({ status })).toMatchObject({ state: 'failed', final: true });
	});

	it.each(['lost in space', '', undefined, 7])(
		'may have a status %p that nobody knows',
		(status) => {
			expect(mailDelivery({ status }).state).toBe('unknown');
		},
	);
});
