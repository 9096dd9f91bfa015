import { idOf, isObject } from '../json';
import type { ErrorTable, Policy } from '../policy';
import { isRefusal } from './providerError';

/**
 * A read whose answers have to be of a shape. What has another one is no answer, even with a success: it says nothing
 * of what was asked for, and must not pass for an empty list, or for a thing of which nothing is known.
 */
export function withAnswerShape<P extends Pick<Policy, 'errors'>>(
	policy: P,
	isAnswer: (body: unknown) => boolean,
): P {
	const { errors } = policy;
	return {
		...policy,
		errors: {
			...errors,
			// So its own words are shown, if it has some.
			isRefusal: (body) => isRefusal(body, errors) || !isAnswer(body),
			isAnswerTo: (body, asked) => isAnswer(body) && (errors.isAnswerTo?.(body, asked) ?? true),
		},
	};
}

/**
 * An operation whose success has to be an answer to what was asked. Another one proves nothing: not that something was
 * changed, and not that it was refused.
 */
export const withAnswerTo = <P extends Pick<Policy, 'errors'>>(
	policy: P,
	isAnswerTo: NonNullable<ErrorTable['isAnswerTo']>,
): P => {
	const { errors } = policy;
	return {
		...policy,
		errors: {
			...errors,
			isAnswerTo: (body, asked) =>
				(errors.isAnswerTo?.(body, asked) ?? true) && isAnswerTo(body, asked),
		},
	};
};

/** Whether a thing has one of the IDs by which it is known. */
export const hasOneOf = (thing: unknown, names: string[]): boolean =>
	isObject(thing) && names.some((name) => idOf(thing[name]) !== '');
