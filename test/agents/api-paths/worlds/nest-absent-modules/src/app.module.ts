import {Controller, Get, Module} from '@nestjs/common';
import {isEnterprise} from './ee/license';

const extraModules = [];
try {
  if (require('./ee/ee.module')?.EeModule) {
    extraModules.push(require('./ee/ee.module')?.EeModule);
  }
} catch (error) {
  if (process.env.CLOUD === 'true') process.exit(1);
}

@Controller('pages')
class PagesController {
  @Get()
  list() {
    return isEnterprise();
  }

  @Get(':id')
  one() {}
}

@Module({imports: [...extraModules], controllers: [PagesController]})
export class AppModule {}
