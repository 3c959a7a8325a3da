const config = {
  async rewrites() {
    return [
      {source: '/v1/:path*', destination: '/api/:path*'},
      {source: '/news', destination: '/api/articles'},
      {source: '/stats/:path*', destination: 'https://stats.example.com/:path*'},
    ];
  },
};

export default config;
