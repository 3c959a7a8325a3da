const list = async (ctx) => {
	ctx.body = [];
};

module.exports = {
	'GET /entries': list,
	'POST /entries': async (ctx) => {
		ctx.status = 201;
	},
	'PATCH /entries': list,
};
