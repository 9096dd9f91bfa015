import type { Answers } from '../answers';

export const postageAppAnswers: Answers = {
	leftOut: {
		'response.status': 'An answer that says no is an error.',
		'response.uid': 'It is the UID of the call, which an item has where it sent one.',
		'response.message': 'It names the method.',
	},
	repeats: ['response', 'uid'],
	leftOutOf: { 'method.getMany': { methods: 'Each name in it is an item.' } },
};
