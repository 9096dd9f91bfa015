import { statSync } from 'node:fs';
import { join } from 'node:path';
import { about, withoutPicture } from '../../tools/docs/gallery';
import { exampleNames, FIRST_EXAMPLE, readExample } from '../../tools/demo/examples';
import { LARGEST } from '../n8n/pictures';
import { read, repository } from './markdown';

it('a release asks for the pictures of all examples', () => {
	expect(read('.github/workflows/publish.yml')).toContain('npm run docs -- --check --pictures');
});

it('the page of the examples says how to get one into n8n', () => {
	const [introduction] = read('docs/examples.md').split('<!-- made by');

	expect(introduction).toMatch(/\*\*Copy raw file\*\*[\s\S]*Ctrl\+V/);
	expect(introduction).toMatch(/\*\*Error Trigger\*\*[\s\S]*\*\*Settings > Error Workflow\*\*/);
});

it('README leads to the first example, which is the first of the page', () => {
	const page = read('docs/examples.md');
	const first = about(readExample(FIRST_EXAMPLE)).title;

	expect(read('README.md')).toContain('(docs/examples.md#begin-with-this-one)');
	expect(/^### (.*)$/m.exec(page)?.[1]).toBe(first);
});

describe.each(exampleNames())('%s', (name) => {
	it('says in three sentences what it does and what to fill in', () => {
		const [does, fillIn] = about(readExample(name)).paragraphs;

		expect(does.split(/(?<=\.)\s+/)).toHaveLength(2);
		expect(fillIn).toMatch(/^\*\*Fill in\*\*/);
		expect(fillIn.split(/(?<=\.)\s+/)).toHaveLength(1);
	});

	it('can be had in two clicks: its file at GitHub, and the button that copies it', () => {
		const page = read('docs/examples.md');
		const file = `examples/${name}.json`;

		expect(page).toContain(`](../${file})`);
		expect(page).toContain(`/n8n-nodes-certified-mail/raw/main/${file})`);
	});

	it('has a picture that is there at once, or none before its release', () => {
		const picture = join(repository, 'docs/images/examples', `${name}.png`);

		if (withoutPicture().includes(name))
			expect(read('docs/examples.md')).not.toContain(`${name}.png`);
		else expect(statSync(picture).size).toBeLessThanOrEqual(LARGEST);
	});
});
