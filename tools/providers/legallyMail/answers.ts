import type { Answers } from '../answers';

const notChosen = (path: string) =>
	Object.fromEntries(
		['file_hash', 'confirmed_at', 'pdf_download_url'].map((name) => [
			`${path}.${name}`,
			'It is of another certificate than the one that is asked for.',
		]),
	);

const OF_A_LIST = {
	count: 'Each entry is an item.',
	limit: 'It is what was asked for.',
	max_limit: 'The form names it.',
};

export const legallyMailAnswers: Answers = {
	leftOut: { success: 'An answer that is none is an error.' },
	parameters: { 'email.get': { splitByRecipient: false } },
	leftOutOf: {
		'email.getCertificate': {
			...notChosen('email.certificates[0]'),
			...notChosen('email.certificates[1]'),
		},
		'email.getMany': OF_A_LIST,
	},
	polled: {
		emailStatusChanged: { leftOut: OF_A_LIST },
		newCertificate: { leftOut: OF_A_LIST },
	},
};
