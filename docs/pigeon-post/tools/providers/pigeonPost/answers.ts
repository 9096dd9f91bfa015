import type { Answers } from '../answers';

export const pigeonPostAnswers: Answers = { leftOut: {} };
