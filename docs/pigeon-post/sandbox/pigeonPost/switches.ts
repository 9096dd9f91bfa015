import { z } from 'zod';
import { answerSchema } from '../refusal';
import { aSwitch, type SwitchValues } from '../switches';
import { refusal } from './refusals';

const answer = answerSchema(z.object({ error: z.object({ code: z.string(), text: z.string() }) }));

/** What Pigeon Post's page does not say. */
export const switches = {
	unknownPath: aSwitch(
		answer,
		refusal(404, 'unknown-path', 'No such path'),
		'The answer for a path that the API does not have.',
	),
	mostOnPage: aSwitch(
		z.number().int().positive(),
		100,
		'How many letters a page holds at most, whatever was asked for.',
	),
	listDelay: aSwitch(z.number().nonnegative(), 0, 'Seconds before a letter shows in the list.'),
};

export type PigeonPostSwitches = SwitchValues<typeof switches>;
