class CourierTrigger {
	description = {
		displayName: 'Courier Trigger',
		name: 'courierTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Starts when a letter arrives',
		defaults: { name: 'Courier Trigger' },
		polling: true,
		inputs: [],
		outputs: ['main'],
		credentials: [{ name: 'courierApi', required: true }],
		properties: [],
	};

	async poll() {
		const { baseUrl } = await this.getCredentials('courierApi');
		const state = this.getWorkflowStaticData('node');
		state.tries = (state.tries ?? 0) + 1;
		const arrived = await this.helpers.httpRequestWithAuthentication.call(this, 'courierApi', {
			url: `${baseUrl}/arrived`,
			qs: { after: state.last, budget: this.getPollBudgetMs(), mode: this.getMode() },
		});
		if (arrived.length === 0) return null;
		state.last = arrived.at(-1).id;
		state.seenAt = new Date(0);
		return [this.helpers.returnJsonArray(arrived)];
	}
}

module.exports = { CourierTrigger };
