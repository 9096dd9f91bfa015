import { NodeApiError, updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { outputField } from '../../../shared/descriptions';
import type { ToItems } from '../../../shared/dispatch/routing';
import { download, isPdf, storePdf } from '../../../shared/files/download';
import { inItem } from '../../../shared/inItem';
import { textOf } from '../../../shared/json';
import { fieldNameIn } from '../../../shared/parameters/parameter';
import { receiptErrors } from '../../errors';
import { letterItem } from '../../letters';
import { pigeonPostRateLimit } from '../../policies';

/** The letter's receipt as a file. The letter has a signed link to it once its pigeon has landed. */
export const toReceipt: ToItems = async function ([{ json: letter }]) {
	const itemIndex = this.getItemIndex();
	const failed = (message: string, description: string) =>
		new NodeApiError(
			this.getNode(),
			{},
			{ message: `${message}${inItem(itemIndex)}`, description, itemIndex },
		);
	const id = textOf(letter.id);
	const url = textOf(letter.receiptUrl);
	if (url === '') {
		throw failed(`The letter ${id} has no receipt`, 'There is one once its pigeon has landed.');
	}
	const policy = { errors: receiptErrors, rateLimit: pigeonPostRateLimit };
	const content = await download(this, url, policy);
	if (!isPdf(content)) throw failed(`The receipt of ${id} is not a PDF`, 'Get it again.');
	const { binary, ...file } = await storePdf(this, content, `pigeon-post-${id}`);
	const { json } = letterItem(letter);
	return [
		{ json: { ...json, ...file }, binary: { [fieldNameIn(this, 'binaryPropertyName')]: binary } },
	];
};

export const getReceiptFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['letter'], operation: ['getReceipt'] } },
	[{ ...outputField, required: true }],
);
