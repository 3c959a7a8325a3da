import {ConfigurableModuleBuilder, Controller, Module, Post} from '@nestjs/common';

const {ConfigurableModuleClass} = new ConfigurableModuleBuilder<{retries: number}>().build();

@Controller('queue')
class QueueController {
  @Post('jobs')
  add() {}
}

@Module({controllers: [QueueController]})
export class QueueModule extends ConfigurableModuleClass {}
