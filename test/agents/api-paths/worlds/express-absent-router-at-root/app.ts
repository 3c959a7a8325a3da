import express, {type Express} from 'express';

class Server {
  readonly app: Express = express();

  async start() {
    this.app.get('/health', (req, res) => res.json({}));
    try {
      const {enterprise} = await import('./ee/enterprise');
      this.app.use(enterprise());
    } catch {
      console.info('community edition');
    }
    this.app.listen(3000);
  }
}

await new Server().start();
