import { faultsOf } from '../../../tools/release/commits.cjs';

it.each(['Tell again what was new', 'Pass the cursor on\n\nIt was lost.', 'Address each page'])(
	'the commit message "%s" is as it should be',
	(message) => expect(faultsOf(message)).toEqual([]),
);

it.each([
	['Fixed the build', "'Fixed' is not in the imperative mood"],
	['Fixes the build', "'Fixes' is not in the imperative mood"],
	['Fixing the build', "'Fixing' is not in the imperative mood"],
	['fix the build', "'fix' is not in the imperative mood"],
	['stemp: Read the log', "'stemp:' is not in the imperative mood"],
	[`Tell ${'x'.repeat(68)}`, 'its first line has more than 72 characters'],
	['Read the log.', 'its first line ends like a sentence'],
	['Read the log\nof the trigger', 'its second line is not empty'],
	['Read the log\n\nSeen in /home/jane/n8n.', 'it names a place on a computer'],
	['Merge branch main of /home/jane/nodes', 'it names a place on a computer'],
])('the commit message "%s" is refused', (message, fault) => {
	expect(faultsOf(message)).toEqual([fault]);
});
