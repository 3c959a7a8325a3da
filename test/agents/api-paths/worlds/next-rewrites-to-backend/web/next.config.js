module.exports = {
  rewrites: async () => ({
    beforeFiles: [],
    afterFiles: [
      {source: '/backend/:path*', destination: 'http://localhost:4000/:path*'},
      {source: '/media/:path*', destination: `${process.env.MEDIA_HOST}/:path*`},
    ],
    fallback: [],
  }),
};
