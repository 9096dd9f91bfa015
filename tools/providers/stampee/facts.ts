import { EVIDENCE_TYPES, stampeeDelivery } from '../../../nodes/Stampee/delivery';
import { stampeeRateLimit } from '../../../nodes/Stampee/policies';
import { MAX_RECIPIENTS } from '../../../nodes/Stampee/resources/message/batching';
import { sendFields } from '../../../nodes/Stampee/resources/message/send';
import { magicNames } from '../../../sandbox/stampee/magicNames';
import { addressed, cellsOf, firstWith, type Facts } from '../facts';

const attachments = sendFields.find(({ name }) => name === 'attachments');

export const stampeeFacts: Facts = {
	rateLimit: stampeeRateLimit,
	mostCombined: MAX_RECIPIENTS,
	names: addressed([...magicNames.messages, ...magicNames.customers]),
	statuses: EVIDENCE_TYPES.map((status) => {
		const delivery = stampeeDelivery(status, 'LRE');
		return {
			title: status,
			in: firstWith(status),
			from: 2,
			cells: cellsOf(delivery),
			more: delivery.event ?? '',
		};
	}),
	limits: {
		// As worded in the node.
		'Attachments of a letter': /\d+ MB together/.exec(attachments!.description!)![0],
	},
	told: {},
};
