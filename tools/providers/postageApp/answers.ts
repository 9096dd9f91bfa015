import type { Answers, EventAnswers } from '../answers';
import { twoScheduledMessages } from './operations';

/** What recipients have done with a mail. */
const REACTION: EventAnswers = {
	leftOut: { 'data.messages_history[0].message_id': 'It is put out as text, like all IDs.' },
	made: { event: 'The event that is chosen.' },
};

export const postageAppAnswers: Answers = {
	leftOut: {
		'response.status': 'An answer that says no is an error.',
		'response.uid': 'It is the UID of the call, which an item has where it sent one.',
		'response.message': 'It names the method.',
	},
	repeats: ['response', 'uid'],
	// The UIDs that the node makes are others each time.
	parameters: {
		'scheduledMessage.create': { additionalFields: { uid: '={{ $json.marker }}' } },
		'scheduledMessage.createMany': {
			scheduledMessagesJson: twoScheduledMessages('uid: $json.marker + "-" + hour,'),
		},
	},
	polled: { clicked: REACTION, opened: REACTION },
	pushed: {
		leftOut: {
			token: 'The request is signed with it.',
			signature: 'Nobody can check it, so nobody needs it.',
		},
		made: {
			status: 'The status that the event means.',
			failed_at: 'The time of the event, if it is of this kind.',
			opened_at: 'The time of the event, if it is of this kind.',
			clicked_at: 'The time of the event, if it is of this kind.',
		},
	},
	leftOutOf: { 'method.getMany': { methods: 'Each name in it is an item.' } },
};
