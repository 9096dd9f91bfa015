import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Provider } from '../providers';
import { parseReport, type Report } from './report';

const sandbox = resolve(__dirname, '../../sandbox');

/** A provider's checked-in reports (`<root>/<provider>/seen/*.json`), oldest first. */
export function checkedInReports({ name }: Provider, root = sandbox): Report[] {
	const folder = join(root, name, 'seen');
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.map((file) => parseReport(readFileSync(join(folder, file), 'utf8')))
		.sort((one, other) => one.date.localeCompare(other.date));
}

/** Reports of the provider itself, latest first. The sandbox's answers prove nothing about the provider. */
export const reportsOfProvider = (provider: Provider): Report[] =>
	checkedInReports(provider)
		.filter(({ isElsewhere, isRecognised }) => isRecognised && !isElsewhere)
		.reverse();
