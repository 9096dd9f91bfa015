import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

/**
 * The steps to set up a webhook that no API registers, displayed in the form.
 * @param steps those in the provider's dashboard, and what to do with its values
 */
export const setUpNotice = (...steps: string[]): INodeProperties => ({
	// Of all markup, n8n displays links and lists without numbers here.
	displayName: `<ul>${[
		'Open "Webhook URLs" above, choose "Production URL" and click the URL to copy it.',
		...steps,
		'Publish the workflow to start receiving events.',
	]
		.map((step, index) => `<li>${index + 1}. ${step}</li>`)
		.join('')}</ul>`,
	name: 'setupNotice',
	type: 'notice',
	default: '',
});

/**
 * The text beside the form until an event has arrived. n8n's own text sends the user to the provider to trigger an
 * event, and does not say that the provider needs the test URL for that.
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
