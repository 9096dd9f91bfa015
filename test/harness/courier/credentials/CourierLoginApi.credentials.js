/** A login for a token that expires. */
class CourierLoginApi {
	name = 'courierLoginApi';
	displayName = 'Courier Login API';
	properties = [
		{
			displayName: 'Session',
			name: 'session',
			type: 'hidden',
			typeOptions: { expirable: true },
			default: '',
		},
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		{ displayName: 'User', name: 'user', type: 'string', default: '' },
	];
	async preAuthentication({ baseUrl, user }) {
		const { session } = await this.helpers.httpRequest({
			method: 'POST',
			url: `${baseUrl}/login`,
			body: { user },
		});
		return { session };
	}
	authenticate = {
		type: 'generic',
		properties: { headers: { authorization: '=Bearer {{ $credentials.session }}' } },
	};
}

module.exports = { CourierLoginApi };
