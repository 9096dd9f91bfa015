import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

/**
 * What a person has to do before anything arrives, shown where they have to do it: no API registers these
 * webhooks.
 * @param steps in the provider's dashboard, and what to do with what it shows
 */
export const setUpNotice = (...steps: string[]): INodeProperties => ({
	// Of all markup, n8n shows lists and links here.
	displayName: `<ul>${[
		'Open "Webhook URLs" above, choose "Production URL" and click the URL to copy it.',
		...steps,
		'Publish the workflow. Nothing starts it before.',
	]
		.map((step) => `<li>${step}</li>`)
		.join('')}</ul>`,
	name: 'setupNotice',
	type: 'notice',
	default: '',
});

/**
 * What stands beside the form until an event has come. n8n's own words send the user to the provider to
 * make an event happen, and do not say that the provider has to know the test URL then.
 */
export const triggerPanel = (provider: string): INodeTypeDescription['triggerPanel'] => {
	const test = `<b>While you build the workflow</b>, enter the Test URL at ${provider}, choose "Execute step" here, then let an event happen. Its execution shows up in this editor. The Test URL is good for one event each time.`;
	const list =
		'Its executions show up in the <a data-key="executions">executions list</a>, not in this editor.';
	return {
		header: `Receive an event from ${provider}`,
		executionsHelp: {
			inactive: `${test}<br><br><b>Once it is done</b>, enter the Production URL at ${provider} and publish the workflow. ${list}`,
			active: `${test}<br><br><b>The published workflow</b> starts for what comes to the Production URL. ${list}`,
		},
	};
};
