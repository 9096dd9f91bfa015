import type { ICredentialsDecrypted, ICredentialTestFunctions, IHookFunctions } from 'n8n-workflow';
import { PostageAppWebhookTrigger } from '../../nodes/PostageApp/PostageAppWebhookTrigger.node';
import { StampeeWebhookTrigger } from '../../nodes/Stampee/StampeeWebhookTrigger.node';
import { StempWebhookTrigger } from '../../nodes/Stemp/StempWebhookTrigger.node';

const triggers = {
	stampee: new StampeeWebhookTrigger(),
	stemp: new StempWebhookTrigger(),
	postageApp: new PostageAppWebhookTrigger(),
};

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const publicKey = `whpk_${Buffer.alloc(32, 1).toString('base64')}`;

it.each([
	['stampee', { signingSecrets: secret }, 'OK'],
	['stampee', { signingSecrets: ` ${secret}, ${publicKey}` }, 'OK'],
	['stampee', { signingSecrets: `${secret} and more` }, 'Error'],
	['stampee', { signingSecrets: secret.replace('whsec_', '') }, 'Error'],
	['stampee', {}, 'Error'],
	['stemp', { signingSecrets: 'a-secret-of-stemp' }, 'OK'],
	['stemp', { signingSecrets: 'a-secret-of-stemp another-of-stemp' }, 'OK'],
	['stemp', { signingSecrets: 'anything' }, 'Error'],
	['stemp', { signingSecrets: 'a-secret-of-stemp short' }, 'Error'],
	['stemp', { signingSecrets: 'The signing secret is a-secret-of-stemp' }, 'Error'],
	[
		'stemp',
		{
			signingSecrets:
				'Put-the-signing, secrets-of-stemp, into-the-field-of, credentials-that, are-of-webhooks',
		},
		'Error',
	],
	['stemp', { signingSecrets: '*'.repeat(32) }, 'Error'],
	['stemp', { signingSecrets: ' ' }, 'Error'],
	['postageApp', { scheme: 'basic', username: 'a', password: 'made-up1' }, 'OK'],
	['postageApp', { scheme: 'basic', username: 'a', password: 'b' }, 'Error'],
	['postageApp', { scheme: 'basic', username: 'a', password: '' }, 'Error'],
	['postageApp', { scheme: 'header', headerName: 'X-Key', secretValue: 'made-up1' }, 'OK'],
	['postageApp', { scheme: 'header', headerName: 'X-Key', secretValue: 'b' }, 'Error'],
	['postageApp', { scheme: 'header', headerName: '', secretValue: 'b' }, 'Error'],
] as const)(
	'The credential of the webhook trigger of %s, %j, is tested: %s',
	async (name, data, status) => {
		const [test] = Object.values(triggers[name].methods.credentialTest);
		const credential = { id: '1', name: '', type: '', data } as ICredentialsDecrypted;
		const result = await test.call({} as ICredentialTestFunctions, credential);

		expect(result.status).toBe(status);
		expect(result.message).not.toContain(secret);
	},
);

it.each(Object.entries(triggers))(
	'%s is registered by hand: n8n finds nothing to do',
	async (_, trigger) => {
		const methods = trigger.webhookMethods.default;
		const asItIs = { getNode: () => ({ parameters: {} }), getNodeParameter: () => undefined };

		expect([
			await methods.checkExists.call(asItIs as unknown as IHookFunctions),
			await methods.create(),
			await methods.delete(),
		]).toEqual([true, true, true]);
	},
);
