import {
	commonDeclarativeNodeOptionParameters,
	commonPollingParameters,
} from 'n8n-core/dist/nodes-loader/constants';
import { labelsOf } from './labels';

/**
 * Names in n8n's editor, with the keys of its English texts (`n8n-editor-ui`). This is not a dependency of this
 * package, so the words of the n8n in tools/n8n/release.ts are copied here; test/n8n/words.test.ts compares them.
 */
export const OF_THE_EDITOR: Record<string, string> = {
	'Community nodes': 'settings.communityNodes',
	'Create credential': 'projects.header.create.credential',
	Download: 'runData.downloadBinaryData',
	'Execute step': 'ndv.execute.testStep',
	'Execute workflow': 'nodeView.runButtonText.executeWorkflow',
	'Fetch Test Event': 'ndv.execute.fetchEvent',
	'From file': 'menuActions.importFromFile',
	Import: 'menuActions.import',
	Install: 'settings.communityNodes.installModal.installButton.label',
	'On Error': 'nodeSettings.onError.displayName',
	'Production URL': 'nodeWebhooks.productionUrl',
	Settings: 'mainSidebar.settings',
	'Test URL': 'nodeWebhooks.testUrl',
	'Trigger manually': 'nodeCreator.triggerHelperPanel.manualTriggerDisplayName',
	View: 'runData.showBinaryData',
	'Webhook URLs': 'nodeWebhooks.webhookUrls',
};

/** Names in n8n's own nodes, with the files that have them (`n8n-nodes-base/dist/nodes`), compared in the same way. */
export const OF_ITS_NODES: Record<string, string> = {
	'Batch Size': 'SplitInBatches/v3/SplitInBatchesV3.node.js',
	'Data table': 'DataTable/DataTable.node.js',
	'Element Type': 'Form/common.descriptions.js',
	'Execute Sub-workflow': 'ExecuteWorkflow/ExecuteWorkflow/ExecuteWorkflow.node.js',
	File: 'Form/common.descriptions.js',
	'Form Elements': 'Form/common.descriptions.js',
	'Form Title': 'Form/common.descriptions.js',
	'HTTP Request': 'HttpRequest/HttpRequest.node.js',
	If: 'If/If.node.js',
	Label: 'Form/common.descriptions.js',
	'Loop Over Items': 'SplitInBatches/v3/SplitInBatchesV3.node.js',
	'Multiple Files': 'Form/common.descriptions.js',
	'Remove Duplicates': 'Transform/RemoveDuplicates/RemoveDuplicates.node.js',
	Switch: 'Switch/Switch.node.js',
	Wait: 'Wait/Wait.node.js',
	Webhook: 'Webhook/Webhook.node.js',
};

/** All names in n8n, with the fields that n8n-core adds to declarative nodes and to polling ones. */
export const WORDS_OF_N8N = [
	...Object.keys(OF_THE_EDITOR),
	...Object.keys(OF_ITS_NODES),
	...labelsOf([commonDeclarativeNodeOptionParameters, ...commonPollingParameters]),
];
