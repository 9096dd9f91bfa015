import type { Answers } from '../answers';

const TRIMMED = {
	'data[0].sender': 'It is put out without the blanks around it.',
	'data[0].recipient': 'It is put out without the blanks around it.',
};

/** Fields of each mail that the node adds to the API's data. */
const OF_A_MAIL = {
	sender: 'Without the blanks around it.',
	recipient: 'Without the blanks around it.',
	senderAddress: 'The address in the sender.',
	classification: 'What the subject begins with, and the code in it.',
};

export const pecMassivaAnswers: Answers = {
	leftOut: {
		success: 'An answer that is none is an error.',
		message: 'It says of the call what the node says by giving an item, or an error.',
		total: 'Each entry is an item.',
		page: 'Each entry is an item.',
		n_of_pages: 'Each entry is an item.',
	},
	polled: {
		newMessage: { leftOut: TRIMMED, made: OF_A_MAIL },
		sendOutcome: {
			leftOut: {
				'data[1]': 'It is the receipt of the acceptance, and another outcome.',
				'data.body': 'It is URL-encoded.',
			},
			made: {
				...OF_A_MAIL,
				body: 'The body, decoded.',
				code: 'The code in the subject.',
				outcome: 'What the receipt means.',
				recipients: 'The addresses in the body.',
				subject: 'The subject that was sent.',
			},
		},
	},
};
