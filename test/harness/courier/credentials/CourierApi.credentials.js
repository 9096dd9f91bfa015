/** The declarative form of authentication, in each of its four places. */
class CourierApi {
	name = 'courierApi';
	displayName = 'Courier API';
	properties = [
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		{ displayName: 'Token', name: 'token', type: 'string', default: '' },
		{ displayName: 'Account', name: 'account', type: 'string', default: 'main-office' },
	];
	authenticate = {
		type: 'generic',
		properties: {
			headers: { 'x-token': '={{ $credentials.token }}' },
			qs: { account: '={{ $credentials.account }}' },
			body: { '={{ "from" + "Office" }}': '={{ $credentials.account }}' },
			auth: { username: '={{ $credentials.account }}', password: '={{ $credentials.token }}' },
		},
	};
	test = {
		request: { baseURL: '={{ $credentials.baseUrl }}', url: '/me' },
		rules: [
			{
				type: 'responseCode',
				properties: { value: 402, message: 'The account is empty' },
			},
			{
				type: 'responseSuccessBody',
				properties: { key: 'account.open', value: false, message: 'The account is closed' },
			},
		],
	};
}

module.exports = { CourierApi };
