import { fillIn, inPlaceOf, readExample, soon } from '../../demo/examples';
import { letterPdf } from '../../demo/letterPdf';
import type { Examples } from '../examples';

export const examples: Examples = {
	sending: {
		workflow: () => readExample('legallymail-notice-with-deadline'),
		trigger: 'When clicking ‘Execute workflow’',
		upTo: 'Send the notice',
	},
	uses: {
		'legallymail-contract-for-signature': async (user) => {
			const example = 'legallymail-contract-for-signature';
			const pdf = await letterPdf('Lease', 'The lease begins on 1 April.');
			const [first, contract] = ['Run once for each contract', 'The contract'];
			const patient = soon(readExample(example), 'Wait three days', 1);
			const filledIn = inPlaceOf(patient, contract, 'n8n-nodes-base.convertToFile', {
				operation: 'toBinary',
				sourceProperty: 'pdf',
				options: { fileName: 'lease.pdf', mimeType: 'application/pdf' },
			});
			const signer = `$('${first}').item.json`;
			await user.editor.openWorkflow({
				...fillIn(filledIn, 'Ask for the signature', {
					signersJson: `={{ [{ name: ${signer}.name, email: ${signer}.email }] }}`,
					documentName: `={{ ${signer}.documentName }}`,
				}),
				pinData: {
					[first]: [
						{
							json: {
								name: 'Claire Martin',
								email: 'sign@example.org',
								documentName: 'Lease.pdf',
								pdf: pdf.toString('base64'),
							},
						},
					],
				},
			});
			await user.editor.execute(first);
			await user.seeOutput(example, 'Ask for the signature', 'Claire Martin');
		},

		'legallymail-notice-with-deadline': async (user) => {
			const example = 'legallymail-notice-with-deadline';
			await user.editor.openWorkflow(soon(readExample(example), 'Wait an hour', 7));
			await user.editor.execute();
			await user.seeOutput(example, 'Store what became of it', 'NOTICE-2026-014', 'delivered');
		},
	},
};
