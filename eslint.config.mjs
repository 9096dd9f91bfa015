import eslint from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

/** n8n's own node linter and scanner turn these off too: they predate the current node API. */
const outdatedRules = {
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
	'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
};

const n8nRules = (files, config) => ({
	files,
	plugins: { 'n8n-nodes-base': n8nNodesBase },
	rules: { ...n8nNodesBase.configs[config].rules, ...outdatedRules },
});

export default tseslint.config(
	{
		ignores: [
			...['dist/', 'coverage/', 'demo-output/', 'packages/', '.n8n/', 'test-output/'],
			// The example of docs/add-a-provider.md stands beside the tree: its test lints it in its place.
			'docs/pigeon-post/',
		],
	},
	{
		files: ['**/*.ts'],
		extends: [eslint.configs.recommended, ...tseslint.configs.recommendedTypeChecked],
		languageOptions: { parserOptions: { project: './tsconfig.json' } },
		rules: {
			// n8n's hooks return promises by contract, whether or not they have to wait for something.
			'@typescript-eslint/require-await': 'off',
			'@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
		},
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		// A finding is mended, never silenced: n8n's scanner ignores inline comments as well.
		linterOptions: { noInlineConfig: true },
		rules: { 'no-console': 'error' },
	},
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
	},
	n8nRules(['package.json'], 'community'),
	n8nRules(['credentials/**/*.ts'], 'credentials'),
	n8nRules(['nodes/**/*.ts'], 'nodes'),
	{
		files: ['test/**/*.ts', 'tools/**/*.ts'],
		rules: { '@typescript-eslint/no-explicit-any': 'off' },
	},
);
