import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';

import { IconButton } from '../../ui/button.tsx';

export function ThemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const Icon = scheme === 'dark' ? IconMoon : IconSun;
  return (
    <IconButton
      label={scheme === 'dark' ? 'Use light colours' : 'Use dark colours'}
      onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
    >
      <Icon size={16} stroke={1.75} aria-hidden />
    </IconButton>
  );
}
