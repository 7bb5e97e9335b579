import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { api } from '../../api-client/client.ts';
import { startEnrollment } from '../../api-client/start-enrollment.ts';

export const labCaQuery = queryOptions({
  queryKey: ['lab-ca'],
  queryFn: ({ signal }) => api.labCa.get({ signal }),
});

/** One press: a policy for the lab CA, an enrollment of its trustpoint, and on to the messages. */
export function useLabEnrollment() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      const policy = await api.labCa.createPolicy();
      const [trustpoint] = policy.trustpoints;
      if (trustpoint === undefined) throw new Error('The lab policy has no trustpoint');
      const { id } = await startEnrollment({ trustpointId: trustpoint.id, operation: 'enroll' }, queryClient);
      await navigate({ to: '/enrollments/$enrollmentId', params: { enrollmentId: id } });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['policies'] }),
  });
}
