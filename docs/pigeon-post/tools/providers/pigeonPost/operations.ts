import { at, onceIn, operations, readers } from '../operations';
import { release } from './caller';

const letter = onceIn(async (sandbox) => (await release(sandbox, { loft: 'lyon' })).id);

const read = { kind: 'read', parameters: { letterId: '={{ $json.id }}' } } as const;

export const pigeonPostOperations = operations({
	rows: {
		'letter.send': {
			kind: 'keyed send',
			on: 'POST /letters',
			parameters: { loft: '={{ $json.marker }}', text: 'Hello' },
			ids: at('id'),
			lookups: [{}],
			deduplication: { knowledge: 'by key', files: { attachments: 'file' } },
		},
		'letter.get': { ...read, on: 'GET /letters/:id', prepare: readers(letter) },
		'letter.getReceipt': { ...read, on: 'GET /letters/:id', prepare: readers(letter) },
		'letter.getMany': { kind: 'read', on: 'GET /letters', parameters: { limit: 2 } },
	},
	typicalRead: 'letter.get',
	oneOfEachKind: ['letter.send', 'letter.get'],
});
