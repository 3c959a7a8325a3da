'use strict';

module.exports = ({router, controller}) => {
	router.delete('/admin/cache/:key', controller.admin.clear);
};
