module.exports = {server: {routes: ['modules/!(core)/server/routes/**/*.js', 'modules/core/server/routes/**/*.js']}};
