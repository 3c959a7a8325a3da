module.exports = {pageSize: 20, routes: () => '/settings'};
