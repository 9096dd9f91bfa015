import { event, isNoEvent, nested, type Hostile } from '../hostile';

export const pigeonPostHostile: Hostile = {
	parsers: {},
	lists: {
		'nodes/PigeonPost/webhookEvents.ts': {
			'levels of lists in an event': (module, count) => {
				const data = { list: nested(count) };
				return () => isNoEvent(module.eventIn({ ...event('a'), data }, 'a'));
			},
		},
	},
	harmless: {},
};
