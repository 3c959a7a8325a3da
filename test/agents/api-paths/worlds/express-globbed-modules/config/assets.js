module.exports = {server: {routes: ['modules/!(core)/server/routes/**/*.js', 'modules/core/server/routes/!(index|*.old).js', 'modules/[z-a]/*.js']}};
