import type { Architecture } from '../architecture';

export const pecMassivaArchitecture: Architecture = {
	files: {
		'aggregatedStatus.ts': 'the status of a message, derived from its receipts',
		'code.ts': 'the code of a send, told from a reason in its place',
		'inbox.ts': 'reads the inbox',
		'inboxOrder.ts': 'which of two mails is newer',
		'inboxReading.ts': 'what a poll has read of the inbox',
		'inboxSource.ts': 'the inbox as a poll source',
		'inboxWalk.ts': 'from the newest mails to older ones',
		'knownInbox.ts': 'which mails are new, by what earlier polls have seen',
		'mail.ts': 'what a mail is, and what it means',
		'resources/message/message.ts': 'the payload of a send',
		'resources/message/messageCode.ts': 'the message that an operation is about',
	},
	takenAsGiven: {
		'resources/inbox/delete.ts': 'A message may stand there in place of its ID.',
	},
};
