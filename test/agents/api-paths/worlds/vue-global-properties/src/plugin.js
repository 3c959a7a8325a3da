export const apiPlugin = {
	install(app, {root}) {
		app.config.globalProperties.$orders = {
			find: (id) => fetch(`${root}/orders/${id}`).then((res) => res.json()),
		};
	},
};
