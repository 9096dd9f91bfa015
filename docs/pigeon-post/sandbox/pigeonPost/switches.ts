import { z } from 'zod';
import { answerSchema } from '../refusal';
import { declareSwitch, type SwitchValues } from '../switches';
import { refusal } from './refusals';

const answer = answerSchema(z.object({ error: z.object({ code: z.string(), text: z.string() }) }));

/** What Pigeon Post's page does not say, and what a test would wait for. */
export const switches = {
	unknownPath: declareSwitch(
		answer,
		refusal(404, 'unknown-path', 'No such path'),
		'the answer for a path that the API does not have',
	),
	mostOnPage: declareSwitch(
		z.number().int().positive(),
		100,
		'how many letters a page holds at most, whatever was asked for',
	),
	keyHours: declareSwitch(
		z.number().positive(),
		24,
		'how many hours an idempotency key is remembered',
	),
	listDelay: declareSwitch(
		z.number().nonnegative(),
		0,
		'seconds before a letter shows in the list',
	),
};

export type PigeonPostSwitches = SwitchValues<typeof switches>;
